import chineseDays from 'chinese-days'

const plain = (date: string): Temporal.PlainDate => Temporal.PlainDate.from(date)

export const addDays = (date: string, days: number): string => plain(date).add({ days }).toString()

/** The date itself, or the next day on which offices work: nobody hands over papers at Spring Festival. */
export const onWorkday = (date: string): string => (chineseDays.isWorkday(date) ? date : onWorkday(addDays(date, 1)))

export const addWorkdays = (date: string, days: number): string => {
  let day = onWorkday(date)
  for (let left = days; left > 0; left -= 1) day = onWorkday(addDays(day, 1))
  return day
}

/** So many days on which offices work before a date. */
export const workdaysBefore = (date: string, days: number): string => {
  let day = date
  for (let left = days; left > 0; left -= 1) {
    day = addDays(day, -1)
    while (!chineseDays.isWorkday(day)) day = addDays(day, -1)
  }
  return day
}

/** The second Wednesday of January, when the district's congress meets. */
export const sessionDay = (year: number): string => {
  const first = plain(`${year}-01-01`)
  return first.add({ days: ((10 - first.dayOfWeek) % 7) + 7 }).toString()
}

/** The year whose work the demo tells: the last one of which 20 November is past. */
export const storyYear = (today: string): number => {
  const { year, month, day } = plain(today)
  return month === 12 || (month === 11 && day >= 20) ? year : year - 1
}
