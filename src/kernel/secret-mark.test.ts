import { expect, test } from 'vitest'
import { bearsSecretMark } from './secret-mark.ts'

test.each([
  '机密★10年',
  '秘密★',
  '绝密★启用前',
  '绝 密 ★ 长期',
  '机密☆5年',
  '机密*20年',
  '绝密文件★机密.pdf',
  '附件：★秘密.docx',
  '密级：机密',
  '密级: 秘密',
  '有关情况见区委机密★5年文件第三页。',
])('the mark of a classified document is known: %s', (text) => {
  expect(bearsSecretMark(text)).toBe(true)
})

test.each([
  '机\u200b密★10年',
  '机密\u2060★十年',
  '机\u00ad密★',
  '秘\u200d密\u200e★5年',
  '机密\ufe0f★',
  '机\u{e0100}密⭐\ufe0f长期',
  '绝\u0000密★启用前',
  '密级\u3164：\u180e机密',
])('a sign that nobody sees, pasted from Word or a chat, hides no mark: %j', (text) => {
  expect(bearsSecretMark(text)).toBe(true)
})

test.each([
  '关于拓宽秘密花园路的建议',
  '★秘密花园路改造',
  '关于商业秘密保护条例的建议',
  '加强涉密人员保密教育',
  '企业商业机密保护不足',
  '个人信息和通信秘密受法律保护',
  '五星★级酒店周边停车难',
  '机密仪器厂家属区',
  '密级：秘密花园小区的绿化密度',
  '人口密集，公交站点要加密★',
  '“绝密”“机密”“秘密”三级的含义应当普及',
])('words on secrecy are no mark: %s', (text) => {
  expect(bearsSecretMark(text)).toBe(false)
})
