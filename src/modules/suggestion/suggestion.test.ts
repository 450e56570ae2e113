import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assignmentProcess, checkComplete, registrarRole, sponsorsCounted, suggestionProcess } from './suggestion.ts'
import { type PartyFacts, partiesOf } from './suggestion-parties.ts'

describe('the life of a suggestion', () => {
  test('every state can be reached from a draft, and every open state leads to an end', () => {
    const reached = new Set(['draft'])
    for (const state of reached) {
      for (const action of suggestionProcess.allowed(state as 'draft')) {
        reached.add(suggestionProcess.next(state as 'draft', action))
      }
    }
    const unreachable = suggestionProcess.states.filter((state) => !reached.has(state))
    // an answer is sent and judged in one: the state stays for cases that were imported with one
    expect(unreachable).toEqual(['replied'])
    const ends = new Set<string>(suggestionProcess.states.filter((state) => suggestionProcess.isFinal(state)))
    for (let grown = true; grown; ) {
      grown = false
      for (const state of suggestionProcess.states) {
        const leads = suggestionProcess.allowed(state).some((action) => ends.has(suggestionProcess.next(state, action)))
        if (leads && !ends.has(state)) {
          ends.add(state)
          grown = true
        }
      }
    }
    expect(ends.size).toBe(suggestionProcess.states.length)
  })

  test('what is not in the table is refused with the state and the action', () => {
    expect(() => suggestionProcess.next('closed', 'submit')).toThrow('suggestion.not_now')
    expect(() => assignmentProcess.next('replied', 'acknowledge')).toThrow('suggestion.not_now')
  })
})

test('the lead and those who confirmed are counted, the invited and the declined are not', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('invited', 'confirmed', 'declined', 'withdrawn')), (statuses) => {
      const confirmed = statuses.filter((status) => status === 'confirmed').length
      expect(sponsorsCounted(statuses.map((status) => ({ status })))).toBe(1 + confirmed)
    }),
  )
})

test('a township’s suggestion is registered by its presidium, a county’s by the deputy office', () => {
  expect(registrarRole(4)).toBe('presidium')
  expect(registrarRole(3)).toBe('deputy_office')
})

describe('a draft', () => {
  const whole = { title: '题', subject: '由', grounds: '据', proposal: '案' }

  test('names what is still missing', () => {
    expect(() => checkComplete({ ...whole, grounds: '  ' })).toThrow('suggestion.incomplete')
    expect(() => checkComplete(whole)).not.toThrow()
  })
})

const cosignerIn = (mandateId: string, status: string) => ({
  mandateId,
  status,
  canAct: true,
  askedAgain: false,
  hasAnswered: status !== 'invited',
})

describe('who has to do with a suggestion', () => {
  const facts: PartyFacts = {
    caseId: 'case',
    state: 'cosigning',
    wasSubmitted: true,
    level: 3,
    lead: { mandateId: 'lead', laterMandateId: null, canAct: true },
    cosigners: [cosignerIn('co', 'invited')],
    registrarId: 'office',
    distributorId: 'government',
    assignments: [],
    openEvaluations: [],
    unconfirmedConsultations: [],
    confirmers: [],
    secretariatId: null,
    isInSession: false,
    committees: [],
    latePromises: false,
    followers: [],
    deadlinesAsked: [],
    publication: null,
    paper: null,
    due: () => null,
  }
  const todoOf = (change: Partial<PartyFacts>, holder: string) =>
    partiesOf({ ...facts, ...change }).find(({ holderId, todo }) => holderId === holder && todo !== null)?.todo

  test('before it is submitted only its sponsors', () => {
    expect(partiesOf(facts).map(({ holderId }) => holderId)).toEqual(['lead', 'co'])
    expect(todoOf({}, 'co')).toBe('cosign')
    expect(todoOf({ cosigners: [{ ...cosignerIn('co', 'invited'), askedAgain: true }] }, 'co')).toBe('recosign')
  })

  test('what was put away before it was submitted stays its sponsors’ own', () => {
    expect(partiesOf({ ...facts, state: 'withdrawn', wasSubmitted: false }).map(({ role }) => role)).toEqual(['lead'])
  })

  test('then the organ whose turn it is', () => {
    expect(todoOf({ state: 'submitted' }, 'office')).toBe('register')
    expect(todoOf({ state: 'accepted' }, 'government')).toBe('planAssignment')
    expect(todoOf({ state: 'pre_assignment' }, 'office')).toBe('assign')
  })

  test('a unit that is only proposed does not learn of it yet', () => {
    const assignments = [
      { id: 'a', unitId: 'unit', part: 'lead', state: 'proposed', openCommitments: 0, promiseDue: null },
    ] as const
    expect(
      partiesOf({ ...facts, state: 'pre_assignment', assignments }).some(({ holderId }) => holderId === 'unit'),
    ).toBe(false)
  })

  test('nothing waits for a deputy who has left office', () => {
    expect(
      todoOf(
        { state: 'returned_for_revision', lead: { mandateId: 'lead', laterMandateId: null, canAct: false } },
        'lead',
      ),
    ).toBeUndefined()
  })

  test('a holder has one line per role, whatever the case looks like', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...suggestionProcess.states),
        fc.array(fc.constantFrom('invited', 'confirmed', 'declined')),
        (state, cosigners) => {
          const lines = partiesOf({
            ...facts,
            state,
            cosigners: cosigners.map((status, index) => cosignerIn(`m${index}`, status)),
          })
          const keys = lines.map(({ holderId, role }) => `${holderId} ${role}`)
          expect(new Set(keys).size).toBe(keys.length)
        },
      ),
    )
  })
})
