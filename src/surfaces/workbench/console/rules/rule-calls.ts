import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RuleChangeBody } from '#modules/rules/rule-change.contract.ts'
import type { RulePeriod } from '#modules/rules/rules.ts'
import { type TriedRule, triedRuleKeys } from '#modules/stats/stats.ts'
import { call } from '../../frame/call.ts'
import { numberClient, rulesClient, statsClient } from '../../frame/clients.ts'
import { useHas, useRole } from '../../frame/session.ts'
import { usePages } from '../../frame/use-pages.ts'
import { useDecided } from '../parts/approval-decision.tsx'

/** What a change starts from and what waits; for who works at the congress. */
export function useRuleProposal() {
  const isStaff = useRole() !== 'deputy'
  const isSelf = useHas(null)
  return useQuery({
    queryKey: ['rule-proposal'],
    enabled: isStaff && isSelf,
    queryFn: () => call(rulesClient.rules.proposal.$get()),
  })
}

export const useRuleVersions = () =>
  usePages(['rule-versions'], (from) => call(rulesClient.rules.versions.$get({ query: from })))

export function useRuleChange(onDone: () => unknown) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (json: RuleChangeBody) => call(rulesClient.rules.proposal.$post({ json })),
    onSuccess: async (proposal) => {
      client.setQueryData(['rule-proposal'], proposal)
      await onDone()
    },
  })
}

/** Where a change that waits, or the rules that come of it, are shown. */
export const ruleLists = ['rules', 'rule-proposal', 'rule-versions'] as const

/** 撤回: the asker's own, while nobody has decided. */
export function useRuleTakeBack() {
  const onSuccess = useDecided(ruleLists)
  return useMutation({ mutationFn: () => call(rulesClient.rules.proposal.withdrawal.$post()), onSuccess })
}

const isTried = (rule: string): rule is TriedRule => (triedRuleKeys as readonly string[]).includes(rule)

/** 试算 on last year; only for periods whose deadlines tell something. */
export const useRuleTrial = (rule: string, { n, unit }: RulePeriod) =>
  useQuery({
    queryKey: ['rule-trial', rule, n, unit],
    enabled: isTried(rule),
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: () => (isTried(rule) ? call(statsClient.rules.trial.$get({ query: { rule, n: String(n), unit } })) : null),
  })

export const useNextNumber = (pattern: string, on: string) =>
  useQuery({
    queryKey: ['next-number', pattern, on],
    enabled: pattern.trim() !== '',
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: () => call(numberClient.rules['next-number'].$get({ query: { pattern, ...(on ? { on } : {}) } })),
  })
