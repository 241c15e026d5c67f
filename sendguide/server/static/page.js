// A plain page for the chat API. Text is only ever set as text, never as HTML.
"use strict";
(() => {
  const log = document.getElementById("log");
  const status = document.getElementById("status");
  const form = document.getElementById("form");
  const question = document.getElementById("question");
  let token = null;

  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  const list = (tag, items) => {
    const element = make(tag);
    items.forEach((item) => element.append(make("li", item)));
    return element;
  };

  const link = ({ title, url }) => {
    const anchor = make("a", title);
    anchor.href = url.replace(/^\//, ""); // downloads: from this page's own folder, as the calls are
    const line = make("p");
    line.append(anchor);
    return line;
  };

  const press = (button) => {
    const element = make("button", button.title);
    element.type = "button";
    element.addEventListener("click", () => send({ payload: button.payload, title: button.title }, button.title));
    return element;
  };

  const contact = (block) => {
    const card = make("div", "", "contact");
    card.append(make("h3", block.title), make("p", block.text));
    block.items.forEach((line) => card.append(make("p", line)));
    block.links.forEach((item) => card.append(link(item)));
    block.buttons.forEach((item) => card.append(press(item)));
    return card;
  };

  const dated = (block) => {
    const card = make("div", "", "contact");
    card.append(make("h3", block.title), make("p", block.text, "day"), list("ul", block.items));
    return card;
  };

  const show = (block) => {
    if (block.kind === "date") return dated(block);
    if (block.kind === "list") return list("ul", block.items);
    if (block.kind === "steps") return list("ol", block.items);
    if (block.kind === "contact" || block.kind === "service") return contact(block);
    return make("p", block.text);
  };

  const addTurn = (who, className) => {
    const turn = make("div", "", `turn ${className}`);
    turn.append(make("strong", who));
    return turn;
  };

  const showReply = (reply) => {
    const turn = addTurn("Guide", `guide ${reply.status}`);
    reply.messages.forEach((message) => {
      message.blocks.forEach((block) => turn.append(show(block)));
      const shown = message.blocks.flatMap((block) => block.links.map((item) => item.url));
      message.links.filter((item) => !shown.includes(item.url)).forEach((item) => turn.append(link(item)));
      message.buttons.forEach((button) => turn.append(press(button)));
    });
    log.append(turn);
    turn.scrollIntoView({ block: "nearest" });
  };

  const call = async (path, body) => {
    const headers = { "content-type": "application/json" };
    if (token) headers.authorization = `Bearer ${token}`;
    const answer = await fetch(`api/v1/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    const data = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(data.error.message), { status: answer.status });
    return data;
  };

  const open = async () => {
    const session = await call("sessions", {});
    token = session.token;
    warnBeforeTheEnd(session.expires_in);
    return session.reply;
  };

  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");

  const post = async (body) => {
    try {
      return await call("messages", body);
    } catch (error) {
      if (error.status !== 401) throw error;
      token = null; // the chat had ended: begin a new one with the same words
      await open();
      return call("messages", body);
    }
  };

  const WARN_BEFORE = 120; // seconds: WCAG 2.2.1 asks for time to go on
  let warning = null;
  const warnBeforeTheEnd = (seconds) => {
    clearTimeout(warning);
    warning = setTimeout(() => {
      status.textContent = "This chat ends in two minutes. To go on, send any message.";
    }, Math.max(0, seconds - WARN_BEFORE) * 1000);
  };

  const send = async (body, words) => {
    const turn = addTurn("You", "user");
    turn.append(make("span", words));
    log.append(turn);
    status.textContent = "The guide is looking for an answer.";
    try {
      const answer = await post({ id: newId(), ...body });
      showReply(answer.reply);
      warnBeforeTheEnd(answer.expires_in);
      status.textContent = "";
    } catch (error) {
      status.textContent = error.status ? error.message
        : "Your message was not sent. Check your connection and try again. In danger, call 999.";
      if (body.text) question.value = body.text;
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = question.value;
    question.value = "";
    send({ text }, text.trim() || "(no words)");
    question.focus();
  });

  open().then(showReply).catch(() => {
    status.textContent = "The guide cannot be reached. Please reload the page. In danger, call 999.";
  });
})();
