// What every peer needs: the guide's API, and a reply as Markdown (deep-chat) or plain text (Bot Framework minimal).

let number = 0;

/** Sends words to the guide; `session` is what POST /sessions answered. */
export async function say(session, text) {
  const response = await fetch("/api/v1/messages", {
    method: "POST",
    headers: {"Authorization": `Bearer ${session.token}`, "Content-Type": "application/json"},
    body: JSON.stringify({id: `peer-${++number}`, text}),
  });
  return (await response.json()).reply;
}

/** All quick replies of a reply. */
export const buttonsOf = (reply) => reply.messages.flatMap((message) => message.buttons);

/** The reply in Markdown: what its blocks and sources say. */
export function markdown(reply) {
  const link = ({title, url}) => `[${title}](${url.startsWith("/") ? location.origin + url : url})`;
  const block = ({kind, title, text, items, links}) => [
    title && `**${title}**`,
    text,
    items.map((item, at) => (kind === "steps" ? `${at + 1}. ` : "- ") + item).join("\n"),
    links.map(link).join("  \n"),
  ].filter(Boolean).join("\n\n");
  return [...reply.messages.flatMap((message) => message.blocks.map(block)), ...reply.sources.map(link)].join("\n\n");
}

/** The reply as plain text. */
export const plain = (reply) => reply.messages.map((message) => message.text).join("\n\n");
