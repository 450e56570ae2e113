import { expect, test } from 'vitest'
import { occupationGroups } from './identity.ts'
import { ethnicityOf, occupationGroupOf, parties, partyOf } from './person-values.ts'

test('parties and ethnic groups are known by the words offices use', () => {
  expect(['中共', '中国共产党党员', '民盟', '九三学社', '无党派', '群众'].map(partyOf)).toEqual([
    '中共党员',
    '中共党员',
    '民盟盟员',
    '九三学社社员',
    '无党派人士',
    '群众',
  ])
  for (const party of parties) expect(partyOf(party)).toBe(party)
  expect(['汉', '汉族', '维吾尔', '穿青人', '火星'].map(ethnicityOf)).toEqual([
    '汉族',
    '汉族',
    '维吾尔族',
    '穿青人',
    undefined,
  ])
})

test('the group of an occupation is known by the words offices use', () => {
  expect(['村(社区)干部', '企业家', '专技人员', '公务员', '解放军', '宇航员'].map(occupationGroupOf)).toEqual([
    '村（社区）干部',
    '企业负责人',
    '专业技术人员',
    '党政机关干部',
    '军人',
    undefined,
  ])
  for (const group of occupationGroups) expect(occupationGroupOf(group)).toBe(group)
})
