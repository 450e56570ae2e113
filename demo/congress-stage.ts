import type { District } from './district.types.ts'
import type { Stage } from './perform-act.ts'

/** `ids`: of motions, topics, oversights and meetings, by their keys. */
export type CongressStage = Stage & { district: District; ids: Map<string, string> }

export const idOf = ({ ids }: CongressStage, key: string): string => {
  const id = ids.get(key)
  if (id === undefined) throw new Error(`nothing was begun for ${key}`)
  return id
}

export const caseIdOf = ({ caseIds }: CongressStage, story: string): string => {
  const id = caseIds.get(story)
  if (id === undefined) throw new Error(`${story} was not begun`)
  return id
}
