import { randomUUID } from 'node:crypto'
import { draftOf } from '#modules/suggestion/suggestion.given.ts'

export type Answer = { status: number; code: string; detail: string }

/** A draft of a suggestion, written over the API. Undefined: no whole answer came back. */
export async function writeDraft(origin: string, cookie: string, id: string): Promise<Answer | undefined> {
  try {
    const reply = await fetch(`${origin}/api/suggestions`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'accept-language': 'zh-CN' },
      body: JSON.stringify({ ...draftOf(), id }),
      signal: AbortSignal.timeout(30_000),
    })
    const { code = '', detail = '' } = (await reply.json()) as { code?: string; detail?: string }
    return { status: reply.status, code, detail }
  } catch {
    return undefined
  }
}

/** Several clients that write without a pause; each notes what it was told in a whole answer, and nothing else. */
export function writeWithoutPause(origin: string, cookie: string, clients: number) {
  const acknowledged: string[] = []
  const refused: Answer[] = []
  let goesOn = true
  const write = async () => {
    while (goesOn) {
      const id = randomUUID()
      const answer = await writeDraft(origin, cookie, id)
      if (answer === undefined) await new Promise((resolve) => setTimeout(resolve, 20))
      else if (answer.status < 300) acknowledged.push(id)
      else refused.push(answer)
    }
  }
  const writing = Array.from({ length: clients }, write)
  return {
    acknowledged,
    refused,
    async end() {
      goesOn = false
      await Promise.all(writing)
    },
  }
}
