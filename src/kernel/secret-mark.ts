import { linesAsTheyRead } from './plain-text.ts'

const level = '(?:绝\\s{0,2}密|机\\s{0,2}密|秘\\s{0,2}密)'
const star = '[★☆✩✪✭✮⭐]'
// a level among other words is a garden's name or a trade secret; a mark stands alone
const ends = '(?:文件|级)?(?![\\p{L}])'

const marks = [
  // 机密★10年, 绝密★启用前
  `${level}\\s{0,3}${star}`,
  `${level}\\s{0,3}[*＊]\\s{0,3}(?:\\d|[一二三四五六七八九十]|长期|启用)`,
  `${star}\\s{0,3}${level}${ends}`,
  `密\\s{0,2}级\\s{0,2}[:：]\\s{0,3}${level}${ends}`,
].map((mark) => new RegExp(mark, 'u'))

// what a text may keep for the look of the character before it: here it would only stand between the signs of a mark
const ignorable = /\p{Default_Ignorable_Code_Point}/gu

/**
 * Whether a text, or the name of a file, bears the mark of a document that is a state secret (保守国家秘密法 art. 22), as
 * it reads: signs that nobody sees come along with what is pasted. What bears it is never taken in by a program on the
 * internet; other words on secrecy are for advice only.
 */
export const bearsSecretMark = (...texts: readonly string[]): boolean =>
  texts.some((text) => {
    const seen = linesAsTheyRead(text).replace(ignorable, '')
    return marks.some((mark) => mark.test(seen))
  })
