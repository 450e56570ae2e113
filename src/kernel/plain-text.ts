// they turn the reading direction, or show nothing and tell apart what reads alike: Chinese text needs none of them
const hidden =
  /[\u034f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
// a selector chooses a variant of the character before it (葛 with U+E0100); anywhere else it shows nothing
const straySelectors = /(?<![\p{Script=Han}\p{Emoji}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu
const breaks = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/gu
const controls = /[\p{Cc}\u2028\u2029]+/gu

const withoutHidden = (text: string): string => text.toWellFormed().replace(hidden, '').replace(straySelectors, '')

/** One line as it reads: without marks that nobody sees, line breaks and tabs as one blank. */
export const asItReads = (text: string): string => withoutHidden(text.replace(controls, ' '))

/** A text of many lines as it reads: every kind of break is one, a tab is a blank, other controls and hidden marks go. */
export const linesAsTheyRead = (text: string): string =>
  withoutHidden(
    text
      .replace(breaks, '\n')
      .replace(/\t/gu, ' ')
      .replace(/[^\P{Cc}\n]/gu, ''),
  )
