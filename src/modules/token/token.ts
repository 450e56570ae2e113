/** What a program may be let do; each opens a few operations and nothing else is ever open to a token. */
export const tokenScopes = [
  'suggestions.read',
  'consultations.write',
  'drafts.write',
  'topics.read',
  'organisation.read',
  'rules.read',
  'figures.read',
] as const
export type TokenScope = (typeof tokenScopes)[number]

/** A code of ASCII, so that the record can name it: `gov-oa`. */
export const tokenNameShape = /^[a-z][a-z0-9-]{2,39}$/

/** First and last day counted. */
export const tokenDaysMax = 366

/** Requests of one token in one minute. */
export const tokenRequestsMax = 1200

export const tokenStates = ['waiting', 'live', 'over', 'revoked'] as const
export type TokenState = (typeof tokenStates)[number]

type Life = { endsOn: string; isTaken: boolean; isRevoked: boolean; isPostInForce: boolean }

/** `endsOn` is the first day without it. It is over with its post, whether anybody has revoked it or not. */
export function tokenStateOn({ endsOn, isTaken, isRevoked, isPostInForce }: Life, today: string): TokenState {
  if (isRevoked) return 'revoked'
  if (endsOn <= today || !isPostInForce) return 'over'
  return isTaken ? 'live' : 'waiting'
}

/** Which operations the scopes open, as the description of the API names them: `GET /suggestions/{id}`. */
export const routesOfScopes: Readonly<Record<TokenScope, readonly string[]>> = {
  'suggestions.read': ['GET /suggestions', 'GET /suggestions/{id}'],
  'consultations.write': ['POST /assignments/{id}/consultations'],
  'drafts.write': ['POST /assignments/{id}/reply-draft'],
  'topics.read': ['GET /topics'],
  'organisation.read': ['GET /areas', 'GET /congresses', 'GET /congresses/{id}', 'GET /organs', 'GET /organs/{id}'],
  'rules.read': ['GET /rules', 'GET /calendar'],
  'figures.read': ['GET /figures', 'GET /figures/by/{by}'],
}

/** The scope that opens an operation; undefined for all that no token may do. */
export const scopeOfRoute = (route: string): TokenScope | undefined =>
  tokenScopes.find((scope) => routesOfScopes[scope].includes(route))

export const isOpenToToken = (route: string, scopes: readonly string[]): boolean => {
  const wanted = scopeOfRoute(route)
  return wanted !== undefined && scopes.includes(wanted)
}
