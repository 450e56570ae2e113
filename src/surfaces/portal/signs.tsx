import type { Child } from 'hono/jsx'
import { shanghaiDate } from '#kernel/clock.ts'
import type { PageLine, PublicPromise } from '#modules/publication/index.ts'
import { dayWords, fullDate, momentWords } from './day-words.ts'
import { addressOf } from './face.ts'
import { categoryWords, inChinese, type Standing, standingOf, stateWords, type Visit } from './visit.ts'

// word + icon + colour: none of the three alone
const shapes: Record<Standing, Child> = {
  answered: <path d="M3 4h14v9H9l-4 3.5V13H3z" />,
  again: <path d="M15.5 6.5A6.5 6.5 0 1 0 16.5 11M16 2.5v4.2h-4.2" />,
  tracking: <path d="M5 18V3h9.5l-2.2 3.5 2.2 3.5H5" />,
  closed: <path d="m3.5 10.5 4.5 4.5 8.5-10" />,
  ended: <path d="M4 10h12" />,
}

/** Where a case stands: the same sign in lists and on its page. */
export const StateSign = ({ visit, state }: { visit: Visit; state: string }) => {
  const standing = standingOf(state)
  return (
    <span class={`state ${standing}`}>
      <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        {shapes[standing]}
      </svg>
      {stateWords(visit, state)}
    </span>
  )
}

const promiseStanding = {
  open: 'tracking',
  overdue: 'again',
  reported: 'answered',
  kept: 'closed',
  explained: 'answered',
  dropped: 'ended',
} as const satisfies Record<PublicPromise['state'] | 'dropped', Standing>

/** What became of a promise, in the signs of the cases. */
export const PromiseSign = ({ visit, state }: { visit: Visit; state: keyof typeof promiseStanding }) => {
  const standing = promiseStanding[state]
  return (
    <span class={`state ${standing}`}>
      <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        {shapes[standing]}
      </svg>
      {visit.say(`promises.states.${state}`)}
    </span>
  )
}

/** A day in near words; with year and weekday on hover and in print. @param date ISO */
export const Day = ({ visit: { face, today }, date }: { visit: Visit; date: string }) => (
  <time datetime={date} title={fullDate(face.locale, date)}>
    <span>{dayWords(face.locale, date, today)}</span>
  </time>
)

export const Moment = ({ visit: { face, now }, at }: { visit: Visit; at: Date }) => (
  <time datetime={at.toISOString()} title={fullDate(face.locale, shanghaiDate(at))}>
    <span>{momentWords(face.locale, at, now)}</span>
  </time>
)

/** One published suggestion in a list: title, where it stands, who answers. */
export const SuggestionLine = ({ visit, line }: { visit: Visit; line: PageLine }) => (
  <li class="line">
    <p class="title" {...inChinese(visit)}>
      <a href={addressOf(visit.face, `/suggestions/${line.id}`)}>{line.title}</a>
    </p>
    <StateSign visit={visit} state={line.state} />
    <p class="facts">
      {line.number ? <span {...inChinese(visit)}>{line.number}</span> : null}
      <span>{categoryWords(visit, line.category)}</span>
      {line.unit_names ? <span {...inChinese(visit)}>{line.unit_names}</span> : null}
      <span>
        {visit.say('published')}
        <Day visit={visit} date={shanghaiDate(line.published_at)} />
      </span>
    </p>
  </li>
)
