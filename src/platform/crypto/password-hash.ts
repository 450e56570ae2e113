import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'

// Some 22 ms and 19 MiB each: without a cap a burst of sign-ins would starve every other request.
const concurrencyMax = Math.max(1, availableParallelism() - 1)
let running = 0
const waiting: (() => void)[] = []

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= concurrencyMax) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

/** How many wait for their turn: whoever is about to add to a long queue had better be refused. */
export const hashesWaiting = (): number => waiting.length

/** Argon2id in PHC form; with a fresh salt, unless the hash has to come out the same again. */
export const hashPassword = (password: string, salt?: Uint8Array): Promise<string> =>
  inTurn(() => hash(password.normalize('NFKC'), salt && { salt }))

// made with the first question after the start, so that loading the program costs nothing
let nobodysHash: Promise<string> | undefined
const hashOfNobody = (): Promise<string> => {
  nobodysHash ??= hashPassword('nobody has this password')
  return nobodysHash
}

/** An undefined `stored` costs the same time as a wrong password, so that nobody learns which accounts exist. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  const against = stored ?? (await hashOfNobody())
  const matches = await inTurn(() => verify(against, password.normalize('NFKC')))
  return matches && stored !== undefined
}
