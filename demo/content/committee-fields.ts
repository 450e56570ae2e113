import type { Category } from '#modules/suggestion/suggestion.ts'

/** 对口: which committee of the district's congress looks after which categories, by the keys of the organs. */
export const committeeFields: Readonly<Record<string, readonly Category[]>> = {
  shehui: ['civil_affairs'],
  chengjianhuanbao: ['construction', 'transport', 'environment'],
  jiaokewenwei: ['education', 'health', 'culture'],
  caijing: ['economy'],
  jianchasifa: ['public_safety', 'justice'],
  nongcun: ['agriculture'],
}
