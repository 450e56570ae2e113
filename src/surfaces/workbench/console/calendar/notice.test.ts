import { describe, expect, test } from 'vitest'
import { readNotice } from './notice.ts'

const notice = `国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历腊月二十九、周五）至11日（农历正月初六、周四）放假调休，共7天。2月14日（周日）、2月20日（周六）上班。
三、清明节：4月5日（周一）放假1天。
七、国庆节、中秋节：9月30日（周四）至10月6日放假调休。10月9日（周六）上班。
`

describe('the text of a year’s notice', () => {
  test('gives each day that is off and each weekend day that is worked, with the festival it belongs to', () => {
    const { days, unread } = readNotice(notice, 2027)
    expect(unread).toEqual([])
    const of = (name: string, kind: string) =>
      days.filter((one) => one.name === name && one.kind === kind).map(({ day }) => day)
    expect(of('元旦', 'holiday')).toEqual(['2027-01-01', '2027-01-02', '2027-01-03'])
    expect(of('春节', 'holiday')).toHaveLength(7)
    expect(of('春节', 'workday')).toEqual(['2027-02-14', '2027-02-20'])
    expect(of('清明节', 'holiday')).toEqual(['2027-04-05'])
    expect(of('国庆节、中秋节', 'holiday').at(-1)).toBe('2027-10-06')
    expect(of('国庆节、中秋节', 'workday')).toEqual(['2027-10-09'])
  })

  test('begins in the December before where 元旦 does', () => {
    const { days } = readNotice('元旦：12月31日至1月2日放假，共3天。12月28日上班。', 2028)
    expect(days.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
      '2027-12-28 workday',
      '2027-12-31 holiday',
      '2028-01-01 holiday',
      '2028-01-02 holiday',
    ])
  })

  test('says what it could not read instead of leaving it out', () => {
    expect(readNotice('五一前后请以 5月1日 为准\n端午节：6月31日放假。\n中秋节：9月15日调整。', 2027)).toEqual({
      days: [],
      unread: ['五一前后请以 5月1日 为准', '6月31日放假', '9月15日调整'],
    })
  })
})
