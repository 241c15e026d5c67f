// Days and times in words of the window's language.

/** @type {Map<string, Intl.DateTimeFormat>} making one takes 70 ms on a cheap phone, so each is made once and as late as can be */
const made = new Map();

/**
 * @param {string} lang
 * @param {string} name of the form, for the cache
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(lang, name, options) {
  const key = `${lang} ${name}`;
  let found = made.get(key);
  if (!found) {
    try {
      found = new Intl.DateTimeFormat(lang, options);
    } catch {
      found = new Intl.DateTimeFormat("en-GB", options); // a language tag that is none
    }
    made.set(key, found);
  }
  return found;
}

/**
 * @param {number | Date} at
 * @param {string} lang
 */
export const day = (at, lang) => format(lang, "day", { dateStyle: "long" }).format(at);

/**
 * @param {number} at
 * @param {string} lang
 */
export const time = (at, lang) => format(lang, "time", { timeStyle: "short" }).format(at);

/**
 * Day and time of a turn, such as "Today, 16:34" or "29 November 2026, 16:34".
 * @param {import("./view.js").View} view
 * @param {number} at
 */
export function moment({ texts, lang, now }, at) {
  const on = day(at, lang);
  return `${on === day(now(), lang) ? texts.today : on}, ${time(at, lang)}`;
}

/**
 * A day written as 2026-11-23 in words; what is no such day stays as it is.
 * @param {string} iso
 * @param {string} lang
 */
export function isoDay(iso, lang) {
  const at = new Date(`${iso}T12:00:00`);
  return Number.isNaN(at.getTime()) ? iso : day(at, lang);
}
