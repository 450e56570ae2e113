/** A post in a secretariat of a congress, of those that have not been ended: in the order of the codes of the organs. */
export type SecretariatPost = { organ_id: string; starts_on: string; ends_on: string | null }

export const isInPost = ({ starts_on, ends_on }: SecretariatPost, day: string): boolean =>
  starts_on <= day && (ends_on === null || ends_on > day)

/**
 * 大会秘书处 on a day: the first one in which somebody is in post, for last year's may still stand beside this year's.
 * Statements ask for it as `staffedSecretariat`.
 */
export const secretariatOn = (posts: readonly SecretariatPost[], day: string): string | null =>
  posts.find((one) => isInPost(one, day))?.organ_id ?? null
