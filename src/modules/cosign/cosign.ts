export const cosignStates = ['invited', 'confirmed', 'declined', 'withdrawn'] as const
export type CosignState = (typeof cosignStates)[number]

/** What a co-signer puts their name under: the title, 案由, 案据 and 方案. Any other character in them is another text. */
export const cosignedParts = ['title', 'subject', 'grounds', 'proposal'] as const
export type CosignedText = Record<(typeof cosignedParts)[number], string>

export const textOf = ({ title, subject, grounds, proposal }: CosignedText): CosignedText => ({
  title,
  subject,
  grounds,
  proposal,
})

export const isSameText = (one: CosignedText, other: CosignedText): boolean =>
  cosignedParts.every((part) => one[part] === other[part])

type Standing = { status: string; text_sha256: string | null }

/** Confirmed an earlier text; it was changed since, and the name does not count until it is confirmed again. */
export const isAskedAgain = ({ status, text_sha256 }: Standing): boolean => status === 'invited' && text_sha256 !== null

/** As the sponsors see it: who is asked for the first time and who once more are told apart. */
export const shownStates = [...cosignStates, 'asked_again'] as const
export type ShownState = (typeof shownStates)[number]
export const shownState = (one: Standing): ShownState =>
  isAskedAgain(one) ? 'asked_again' : (one.status as CosignState)
