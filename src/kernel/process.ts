import { Refusal } from './refusal.ts'

/** A transition table: state → action → next state. It drives buttons, API, tests and the diagram of the README. */
export type Transitions = Readonly<Record<string, Readonly<Record<string, string>>>>

export type Process<State extends string, Action extends string> = {
  states: readonly State[]
  actions: readonly Action[]
  /** The state after the action, or a refusal `<name>.not_now` with state and action. */
  next(state: State, action: Action): State
  allows(state: State, action: Action): boolean
  allowed(state: State): Action[]
  isFinal(state: State): boolean
  /** Mermaid text of the state diagram. */
  diagram(): string
}

type StateOf<Table extends Transitions> = keyof Table & string
type ActionOf<Table extends Transitions> = { [S in keyof Table]: keyof Table[S] & string }[keyof Table]

/** @param name the refusal's code prefix, e.g. `suggestion` */
export function defineProcess<const Table extends Transitions>(
  name: string,
  table: Table,
): Process<StateOf<Table>, ActionOf<Table>> {
  type State = StateOf<Table>
  type Action = ActionOf<Table>
  const states = Object.keys(table) as State[]
  const actions = [...new Set(states.flatMap((state) => Object.keys(table[state] ?? {})))] as Action[]
  const moves = (state: State): Readonly<Record<string, string>> => table[state] ?? {}
  return {
    states,
    actions,
    next(state, action) {
      const to = moves(state)[action]
      if (to === undefined) throw new Refusal('conflict', `${name}.not_now`, { state, action })
      return to as State
    },
    allows: (state, action) => moves(state)[action] !== undefined,
    allowed: (state) => Object.keys(moves(state)) as Action[],
    isFinal: (state) => Object.keys(moves(state)).length === 0,
    diagram: () =>
      [
        'stateDiagram-v2',
        ...states.flatMap((state) =>
          Object.entries(moves(state)).map(([action, to]) => `  ${state} --> ${to}: ${action}`),
        ),
      ].join('\n'),
  }
}
