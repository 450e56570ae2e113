import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { translate } from '#platform/i18n/i18n.ts'
import {
  classOfWord,
  givenNumber,
  givenSession,
  gradeOfWord,
  importedState,
  namedDeputies,
  namedUnits,
  partsOfBody,
  roundOfWord,
} from './import-values.ts'
import { suggestionForm } from './suggestion-import.form.ts'

describe('the list that an office has kept', () => {
  test('writes its numbers in many ways and means one', () => {
    const meant = { prefix: '武人建', year: 2025, number: 17 }
    for (const text of [
      '武人建〔2025〕17号',
      '武人建[2025]17号',
      '武人建（２０２５）第１７号',
      '武人建【2025】017',
      ' 〔2025〕 17 号 ',
      '2025-17',
      '2025年第17号',
      '第17号',
      '１７',
    ])
      expect(givenNumber(text, '武人建', 2025), text).toEqual(meant)
    expect(givenNumber('武建〔2023〕5号', '武人建', 2025)).toEqual({ prefix: '武建', year: 2023, number: 5 })
    for (const text of ['', '无', '0', '第0号', '17-1', '〔2025〕号'])
      expect(givenNumber(text, '武人建', 2025)).toBeUndefined()
  })

  test('writes a number so that it is read as the one that was meant', () => {
    const brackets = fc.constantFrom('〔〕', '[]', '()', '（）', '【】')
    fc.assert(
      fc.property(
        brackets,
        fc.integer({ min: 1980, max: 2026 }),
        fc.integer({ min: 1, max: 999_999 }),
        (pair, year, number) => {
          expect(givenNumber(`武人建${pair[0]}${year}${pair[1]}${number}号`, '', 2000)).toEqual({
            prefix: '武人建',
            year,
            number,
          })
        },
      ),
    )
  })

  test('names deputies with or without their number, with spaces inside a name', () => {
    expect(namedDeputies('张三（320412-001）、李 四；王五,赵六(a-2)')).toEqual([
      { name: '张三', number: '320412-001' },
      { name: '李四', number: undefined },
      { name: '王五', number: undefined },
      { name: '赵六', number: 'A-2' },
    ])
    expect(namedDeputies(' ')).toEqual([])
    expect(namedUnits('城管局、住建局；交通局 教育局')).toEqual(['城管局', '住建局', '交通局', '教育局'])
  })

  test('tells the session, or that it was in recess', () => {
    expect(givenSession('第十八届第四次会议')).toEqual({ term: '十八', session: '四' })
    expect(givenSession('十八届人大四次会议')).toEqual({ term: '十八', session: '四' })
    expect(givenSession('四次会议')).toEqual({ term: undefined, session: '四' })
    expect(givenSession('闭会期间')).toBe('recess')
    expect(givenSession('去年')).toBeUndefined()
  })

  test('says in words where a case stands and how it was judged', () => {
    expect(importedState('办结（保留意见）')).toBe('closed_with_dissent')
    expect(importedState('办 理 中')).toBe('handling')
    expect(importedState('草稿')).toBeUndefined()
    // as a page of the case says it
    expect(importedState('承诺逾期，督办中')).toBe('tracking')
    expect(importedState('转为代表来信')).toBe('converted_to_letter')
    expect([roundOfWord('第2次'), roundOfWord('１'), roundOfWord('末次')]).toEqual([2, 1, undefined])
    expect(gradeOfWord('基本满意')).toBe('basically_satisfied')
    expect(gradeOfWord('还行')).toBeUndefined()
    expect(classOfWord('Ａ类')).toBe('A')
  })

  test('holds the three parts in one cell, or a text without them', () => {
    expect(partsOfBody('案由：路窄。案据：三百户走一条路。方案：拓宽。')).toEqual({
      subject: '路窄。',
      grounds: '三百户走一条路。',
      proposal: '拓宽。',
    })
    expect(partsOfBody('请拓宽东升路。')).toEqual({ subject: '', grounds: '请拓宽东升路。', proposal: '' })
  })

  test('has a word for every column, in which a refused row is told', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const untold = suggestionForm.columns.filter(
        ({ key }) => translate(locale, `roster.fields.${key}`) === `fields.${key}`,
      )
      expect(untold.map(({ key }) => key)).toEqual([])
    }
  })
})
