/** A matter in a few lines, as a deputy types it before the draft is finished. */
export type Matter = { title: string; text: string }
/** `asked` is what a deputy writes now; `same` lies there already; `other` uses the same words for another matter. */
export type LabelledPair = { asked: Matter; same: Matter; other: Matter }

export const pair = (
  asked: readonly [string, string],
  same: readonly [string, string],
  other: readonly [string, string],
): LabelledPair => {
  const matter = ([title, text]: readonly [string, string]): Matter => ({ title, text })
  return { asked: matter(asked), same: matter(same), other: matter(other) }
}
