import type { ClientResponse } from 'hono/client'
import { sentence } from './words.ts'

/** What the server says no with (RFC 9457), or what stands for it when the server was not reached. */
export type Problem = {
  status: number
  code: string
  /** The sentence for people, in their language. */
  detail: string
  requestId: string
  data: Record<string, unknown>
}
export type CallError = Error & { problem: Problem }

export const isCallError = (error: unknown): error is CallError => error instanceof Error && 'problem' in error
export const isOffline = (error: unknown): boolean => isCallError(error) && error.problem.status === 0
export const isConflict = (error: unknown): boolean => isCallError(error) && error.problem.status === 409
export const isStale = (error: unknown): boolean => isCallError(error) && error.problem.code.endsWith('stale_version')

/** A new draft that the server has already, with other words: the answer to an earlier sending was lost on the way. */
export const isKnownDraft = (error: unknown): boolean =>
  isCallError(error) && error.problem.code.endsWith('draft_known')
/** And it still is as that sending brought it. */
export const isUntouchedDraft = (error: unknown): boolean =>
  isKnownDraft(error) && isCallError(error) && error.problem.data.isUntouched === true

export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : sentence('error.unknown')

/** Of what was to be read and never came: nothing stands on the page yet. */
export const unreadSentenceOf = (error: unknown): string =>
  isOffline(error) ? sentence('error.unread') : sentenceOf(error)

type FieldProblem = { name: string; problem: string }

/** What is wrong with which field, as the server says it; empty for every other error. */
export const fieldProblemsOf = (error: unknown): FieldProblem[] =>
  isCallError(error) && error.problem.code === 'http.invalid' ? (error.problem.data.fields as FieldProblem[]) : []

/** One line a field: its name where people know one, and what is wrong with it. */
export const fieldLine = ({ name, problem }: FieldProblem): string =>
  name === '' ? problem : sentence('error.field', { name, problem })

const callError = (problem: Problem): CallError => Object.assign(new Error(problem.detail), { problem })

type Reply = ClientResponse<unknown, number, string>
type Body<R> = R extends ClientResponse<infer Content, number, string> ? Content : never

/** The session acts as another one than the page shows, or as nobody any more. */
export const isOtherIdentity = (code: string): boolean =>
  code === 'identity.acting_changed' || code === 'identity.delegation_over'

type Listener = (error: CallError) => unknown
let onSessionOther: Listener = () => undefined

/** Who shall know that the session was locked, is over or acts as another identity by now. */
export const whenSessionIsOther = (listener: Listener): void => {
  onSessionOther = listener
}

/** The one way to the server: gives the body, or throws a `CallError` whose message is a sentence for people. */
export async function call<R extends Reply>(request: Promise<R>): Promise<Body<R>> {
  const response = await reach(request)
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Body<R>
  const error = callError(await readProblem(response))
  // Asking for the session is how one finds out: to ask again at its answer would never end.
  const isOver = response.status === 401 && !response.url.endsWith('/api/session')
  if (isOver || isOtherIdentity(error.problem.code)) onSessionOther(error)
  throw error
}

async function reach<R extends Reply>(request: Promise<R>): Promise<R> {
  try {
    return await request
  } catch {
    // fetch rejects for one reason only: the server was not reached
    throw callError({
      status: 0,
      code: 'workbench.offline',
      detail: sentence('error.offline'),
      requestId: '',
      data: {},
    })
  }
}

async function readProblem(response: Reply): Promise<Problem> {
  try {
    const problem = (await response.json()) as Partial<Problem>
    return {
      status: response.status,
      code: problem.code ?? '',
      detail: problem.detail ?? sentence('error.server', { status: response.status }),
      requestId: problem.requestId ?? '',
      data: problem.data ?? {},
    }
  } catch {
    const detail = sentence('error.server', { status: response.status })
    return { status: response.status, code: '', detail, requestId: '', data: {} }
  }
}
