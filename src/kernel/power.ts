import { type Actor, type Role, standInOf } from './actor.ts'

/**
 * What a post holder can let a colleague do in their place: one power is a few acts that belong together. What no power
 * names cannot be delegated at all, above all the voting, evaluating, confirming and co-signing of deputies.
 */
export type Power = {
  /** Whose posts have it; never those of the three officers. */
  roles: readonly Role[]
  /** The act as cases offer it in `allowed` → the route that does it, `POST /suggestions/{id}/registration`. */
  acts: Readonly<Record<string, string>>
  /** What waits on the to-do page for it, where that is not called as the acts are. */
  todos?: readonly string[]
}
export type Powers = Readonly<Record<string, Power>>

/** Of what is possible in a case, what the actor may do: all of it, or standing in what was delegated. */
export function withinPowers(actor: Actor, powers: Powers, actions: readonly string[]): string[] {
  const standIn = standInOf(actor)
  if (!standIn) return [...actions]
  const held = Object.entries(powers).filter(([code]) => standIn.powers.includes(code))
  return actions.filter((action) => held.some(([, { acts }]) => action in acts))
}

export const mayWithinPowers = (actor: Actor, powers: Powers, action: string): boolean =>
  withinPowers(actor, powers, [action]).length === 1
