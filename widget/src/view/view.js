// What every part of the window is given.

/** @typedef {import("../conversation.js").Conversation} Conversation */
/**
 * @typedef {object} View
 * @property {import("../types.js").Texts & Record<string, any>} texts every word of the window, by the keys of content/widget.yml
 * @property {string} base the guide's own address, with a slash at the end
 * @property {Conversation} conversation
 * @property {string} lang language of the window's own words
 * @property {{lang?: string}} own put on the window's own words within a reply when the languages differ
 * @property {{lang?: string}} reply put on what the guide says when the languages differ
 * @property {() => number} now
 * @property {() => void} toField puts the focus into the text field
 * @property {ShadowRoot} root
 */

/** The guide answers in English, whatever language the window's own words are in. */
const REPLY_LANG = "en-GB";

/**
 * The two language marks for a window in this language.
 * @param {string} lang
 * @returns {{own: {lang?: string}, reply: {lang?: string}}}
 */
export const languageMarks = (lang) =>
  /^en\b/i.test(lang) ? { own: {}, reply: {} } : { own: { lang }, reply: { lang: REPLY_LANG } };
