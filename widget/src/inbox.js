/** @import {ChatRecord, Outcome, Reply, Turn} from "./types.js" */
/** @import {CatchUp} from "./catchup.js" */
/** @import {Notices} from "./notices.js" */
/** @import {Transcript} from "./transcript.js" */
import { EASY_READ, isHelp, isReply } from "./reply.js";

/** Takes in what the guide says to a message. */
export class Inbox {
  #parts;
  #catchUp;

  /**
   * @param {{chat: ChatRecord, notices: Notices, transcript: Transcript, onTooLong: (text: string) => void,
   *   onErased: () => void, heard: (seconds: unknown) => void}} parts
   * @param {CatchUp} catchUp
   */
  constructor(parts, catchUp) {
    this.#parts = parts;
    this.#catchUp = catchUp;
  }

  /**
   * Shows a reply, once, and before it what another tab has had in between.
   * @param {Turn} turn the message
   * @param {{seq: number | null, reply: Reply, said?: unknown, expires_in: unknown}} body
   * @param {AbortSignal} signal
   */
  async answered(turn, { seq, reply, said, expires_in: seconds }, signal) {
    const { chat, heard, notices, onErased, transcript } = this.#parts;
    const isEasyRead = turn.body?.payload === EASY_READ;
    if (typeof said === "string") transcript.change(turn, { text: said, redacted: true });
    // A reply that is not kept, of a chat that has no time left: the person has asked for the chat to be deleted.
    if (seq === null && seconds === 0 && reply.status !== "error" && !isHelp(reply)) onErased();
    const isApology = seq === null && reply.status === "error";
    transcript.change(turn, isApology ? { state: "failed" } : { state: "sent", body: undefined });
    if (seq !== null && seq <= chat.lastSeq) return notices.settle(); // it was shown before
    if (seq !== null && seq > chat.lastSeq + 1) {
      await this.#catchUp.before(seq, signal, isHelp(reply));
      if (signal.aborted) return;
    }
    chat.lastSeq = seq ?? chat.lastSeq;
    transcript.add({ side: "guide", text: "", reply, seq });
    notices.clear();
    if (isEasyRead) notices.say("easy_read_on"); // the later answers will be short, too
    heard(seconds);
  }

  /**
   * Says why a message is not taken. Words that are too long go back to where they can be shortened.
   * @param {Turn} turn the message
   * @param {Outcome & {kind: "refused"}} outcome
   */
  refused(turn, { code, message, reply }) {
    const { notices, onTooLong, transcript } = this.#parts;
    if (code === "too_long" && isReply(reply)) {
      transcript.remove(turn);
      onTooLong(turn.text);
      transcript.add({ side: "guide", text: "", reply, seq: null });
      notices.settle();
    } else {
      transcript.change(turn, { state: "refused", reason: message, body: undefined });
      notices.say("refused", { values: { reason: message } });
    }
  }
}
