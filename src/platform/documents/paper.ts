/** What a paper is made of, whatever it is printed as. Texts may hold line breaks. */
export type PaperBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string; align?: 'left' | 'center' | 'right'; indent?: boolean }
  /** A form: labels and values, one or two pairs a row. */
  | { kind: 'fields'; rows: readonly (readonly (readonly [label: string, value: string])[])[] }
  /** `widths`: shares of the line. */
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[]; widths: readonly number[] }
  /** Who signs and when, at the right, with room for the seal. */
  | { kind: 'signature'; organ: string; day: string; sealWords: string }
  | { kind: 'pageBreak' }

/** A paper as an office sends it: the organ's name in red at the top, its number, the title, the words, the seal. */
export type Paper = {
  organ: string
  number: string | null
  title: string
  /** The line after the title: to whom it is sent. */
  to?: string
  blocks: readonly PaperBlock[]
  /** Wide lists lie on their side. */
  isLandscape?: boolean
  words: PaperWords
}

export type PaperWords = {
  /** `{{characters}}`: what has to be written in by hand, for a character that the font lacks. */
  handwritten: string
  /** `{{page}}` and `{{pages}}`. */
  footer: string
}

export const paperFormats = ['pdf', 'docx'] as const
export type PaperFormat = (typeof paperFormats)[number]

/** Puts values into the places of a pattern of the paper's words. */
export const fillIn = (pattern: string, values: Readonly<Record<string, string | number>>): string =>
  pattern.replaceAll(/\{\{(\w+)\}\}/g, (place, key: string) => String(values[key] ?? place))
