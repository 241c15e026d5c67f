// Shapes that the engine (conversation.js) and the view (view/*.js) share. Types only: nothing of this is in the build.

/** @typedef {{title: string, payload: string}} Button */
/** @typedef {{title: string, url: string}} Link */
/**
 * @typedef {object} Block
 * @property {string} kind paragraph, list, steps, contact, service, date, heading, fold or source; others may come
 * @property {string} text
 * @property {string} title
 * @property {string[]} items
 * @property {Link[]} links
 * @property {Button[]} buttons
 */
/** @typedef {{text: string, blocks: Block[], buttons: Button[], links: Link[]}} Message */
/** @typedef {{title: string, url: string, checked_on: string}} Source */
/**
 * @typedef {object} Reply
 * @property {string} status
 * @property {string[]} answers
 * @property {string[]} options
 * @property {Message[]} messages
 * @property {Source[]} sources
 * @property {number} confidence
 */
/**
 * One entry of the transcript.
 * @typedef {object} Turn
 * @property {number} key counts up from 0; its place in the transcript and in storage
 * @property {"user"|"guide"|"note"} side a note is the window's own: a new chat has begun, …
 * @property {number} at milliseconds since 1970
 * @property {string} text user: the words or the button's title; null words (another tab, not kept): ""; note: the words; guide: ""
 * @property {Reply} [reply] guide only
 * @property {number|null} [seq] guide only: number of the turn for feedback; null when it was not kept
 * @property {{helpful: boolean, reason?: string}} [rated] guide only
 * @property {"sending"|"waiting"|"failed"|"sent"|"refused"} [state] user only. waiting: will be tried again by itself;
 *   failed: only a person can try again; refused: cannot be sent as it is
 * @property {string} [reason] user only, of a refused one: the server's sentence
 * @property {boolean} [redacted] user only: personal details were taken out of the text that is shown
 * @property {MessageBody} [body] user only, until sent
 */
/** @typedef {{id: string, text?: string, payload?: string, title?: string, variant?: string}} MessageBody */
/**
 * Something that is said in the status line.
 * @typedef {object} Notice
 * @property {string} kind looking, waiting, offline, back_online, unreachable, too_often, ending, ended, stayed, failed,
 *   storage_off, easy_read_on, easy_read_off, helpful_thanks, helpful_failed, deleted, delete_failed, started_again, empty, …
 * @property {string} text
 * @property {boolean} [people] whether the people to ring go with it
 * @property {{text: string, run: () => void}} [action] such as "Stay in this chat"
 */
/**
 * What the engine tells the view, as CustomEvents of Conversation (an EventTarget):
 *   "turn" {turn, restored: boolean}   a turn was added at the end; restored ones must not be announced
 *   "changed" {turn}                   state, text, rated or redacted of a turn changed
 *   "removed" {turn}                   a turn was taken back (too long, "do not send")
 *   "busy" {busy: boolean}             whether an answer is awaited
 *   "notice" {notice: Notice|null}     the status line changed
 *   "buttons" {buttons: Button[]}      quick replies of the newest reply changed (those of its last message that has any)
 *   "cleared" {reason}                 the transcript was emptied: started_again, deleted, left, or resumed (its turns are told anew)
 *   "draft" {text}                     the engine puts words back into the field
 */
/** @typedef {typeof import("./texts.json")} Texts */
/** @typedef {(address: string, options: RequestInit) => Promise<Response>} Fetch */
/**
 * Time and timers, so that tests need not wait.
 * @typedef {object} Clock
 * @property {() => number} now milliseconds since 1970
 * @property {(run: () => void, milliseconds: number) => number} setTimeout
 * @property {(timer: number) => void} clearTimeout
 */
/**
 * What is kept of a chat beside its turns.
 * @typedef {object} ChatRecord
 * @property {string | null} token
 * @property {number | null} expiresAt milliseconds since 1970
 * @property {number} lastSeq number of the newest turn of this session that is shown
 * @property {number} firstKey key of this session's first turn: those before belong to a session that has ended
 * @property {number} next key of the next turn
 * @property {string} draft
 * @property {boolean} easyRead
 * @property {boolean} isEnded
 * @property {string[]} past tokens of chats that have ended and are still shown: what is deleted here is deleted there, too
 */
/**
 * How a call of the API ended.
 * @typedef {{kind: "ok", body: any}
 *   | {kind: "unreachable", after: number | null}
 *   | {kind: "too_often", seconds: number}
 *   | {kind: "ended"}
 *   | {kind: "refused", code: string, message: string, reply?: Reply}} Outcome
 */
/**
 * How a step of the delivery ended; see retrier.js.
 * @typedef {{kind: "done" | "next" | "idle"} | {kind: "trouble", after: number | null} | {kind: "wait", seconds: number}} Step
 */
export {};
