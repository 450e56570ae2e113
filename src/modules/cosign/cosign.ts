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

/** There is a whole text to put a name under: nothing less is open to be joined. */
export const isWhole = (text: CosignedText): boolean => cosignedParts.every((part) => text[part].trim() !== '')

type Standing = { status: string; text_sha256: string | null }

/** Confirmed an earlier text; it was changed since, and the name does not count until it is confirmed again. */
export const isAskedAgain = ({ status, text_sha256 }: Standing): boolean => status === 'invited' && text_sha256 !== null

/** As the sponsors see it: who is asked for the first time and who once more are told apart. */
export const shownStates = [...cosignStates, 'asked_again'] as const
export type ShownState = (typeof shownStates)[number]
export const shownState = (one: Standing): ShownState =>
  isAskedAgain(one) ? 'asked_again' : (one.status as CosignState)

type Held = { mandate_id: string; later_mandate_id: string | null }
/** Re-elected, a co-signer answers under the mandate of the new term. */
export const heldMandate = (one: Held): string => one.later_mandate_id ?? one.mandate_id
export const isHeldBy = (one: Held, mandateId: string): boolean =>
  one.mandate_id === mandateId || one.later_mandate_id === mandateId

type Step = { type: string; actingId: string | null }
type Name = Held & { status: string }

// `suggestion.cosigned` and `motion.cosigned` are told alike: it is the act that counts
const actOf = ({ type }: Step): string => type.slice(type.indexOf('.') + 1)
const asked = new Set(['cosigners_invited', 'cosigners_asked_again', 'invitation_withdrawn', 'cosign_declined'])
const given = new Set(['cosigned', 'cosigned_again', 'cosign_joined'])

/** Whether a step gives a name that stands: the one thing from before the submission that goes on with the text. */
export const isNameThatStands = (step: Step, cosigners: readonly Name[]): boolean =>
  given.has(actOf(step)) &&
  cosigners.some((one) => one.status === 'confirmed' && step.actingId !== null && isHeldBy(one, step.actingId))

/** Whether a step of co-signing is the sponsors' own matter: who was asked, and whose yes does not stand (H14). */
export const isBetweenSponsors = (step: Step, cosigners: readonly Name[]): boolean =>
  asked.has(actOf(step)) || (given.has(actOf(step)) && !isNameThatStands(step, cosigners))

/** Whether a name was taken back: the sponsors' own matter too, and of whoever had taken the text in with that name. */
export const isNameTakenBack = (step: Step): boolean => actOf(step) === 'cosign_withdrawn'
