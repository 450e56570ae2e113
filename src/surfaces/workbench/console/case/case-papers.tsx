import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { call, sentenceOf } from '../../frame/call.ts'
import { paperClient } from '../../frame/clients.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { Moment } from '../parts/told.tsx'
import { PaperButtons } from './paper-buttons.tsx'

/** The papers of the case: those that went out under a number, and those that can be made of it now. */
export function CasePapers({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('paper')
  const papers = useQuery({
    queryKey: ['papers', view.id, view.version],
    queryFn: () => call(paperClient.suggestions[':id'].papers.$get({ param: { id: view.id } })),
  })
  if (!papers.data || papers.data.possible.length + papers.data.issued.length === 0) return null
  const { issued, possible } = papers.data
  return (
    <section className="sheet" aria-label={t('page.of_case')}>
      <div className="section">
        <h2>{t('page.of_case')}</h2>
        {issued.map((paper) => (
          <div key={paper.id} className="assignment">
            <p>
              <strong>{paper.number}</strong> {paper.voidedAt === null ? null : <Tag>{t('page.voided')}</Tag>}
            </p>
            <p className="facts quiet">
              <span>{t(`kinds.${paper.kind}`)}</span>
              <span>{paper.organName}</span>
              <Moment at={paper.issuedAt} />
              {paper.replacedBy === null ? null : <span>{t('page.replaced_by', { number: paper.replacedBy })}</span>}
            </p>
            <p className="facts">
              <PaperButtons
                word="download"
                name={paper.number}
                address={(format) => `/api/papers/${paper.id}/file?format=${format}`}
              />
            </p>
          </div>
        ))}
        {possible.map((one) => (
          <Possible key={`${one.kind}/${one.assignmentId}`} view={view} one={one} />
        ))}
      </div>
    </section>
  )
}

type PossiblePaper = {
  kind: 'suggestion_paper' | 'evaluation_form' | 'handover_note' | 'reminder' | 'co_opinion' | 'reply_letter'
  assignmentId: string | null
  unitName: string | null
  mayIssue: boolean
  former: { id: string; number: string; isSame: boolean } | null
}

/** What tells the parts of a unit from each other that was given the case twice: the state of each. */
function stateAmongTwins({ assignments }: SuggestionView, { assignmentId }: PossiblePaper) {
  const part = assignments.find(({ id }) => id === assignmentId)
  return assignments.some(({ id, unitId }) => unitId === part?.unitId && id !== part.id) ? part?.state : undefined
}

function Possible({ view, one }: { view: SuggestionView; one: PossiblePaper }) {
  const { t } = useTranslation(['paper', 'console', 'suggestion'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const kind = t(`kinds.${one.kind}`)
  const unit = one.unitName
  const state = stateAmongTwins(view, one)
  const ofUnit =
    state === undefined
      ? t('page.of_unit', { kind, unit })
      : t('page.of_part', { kind, unit, state: t(`suggestion:assignmentStates.${state}`) })
  const name = unit === null ? kind : ofUnit
  const issuing = useMutation({
    mutationFn: () =>
      call(
        paperClient.papers.$post({
          json: {
            kind: one.kind,
            caseId: view.id,
            ...(one.assignmentId === null ? {} : { assignmentId: one.assignmentId }),
            ...(one.former ? { voids: one.former.id } : {}),
          },
        }),
      ),
    onSuccess: ({ id, number }) =>
      void message.success(t(id === one.former?.id ? 'page.again' : 'page.done', { number }), 4),
    onError: (error) => void message.warning(sentenceOf(error), 6),
    // a colleague may have issued it meanwhile
    onSettled: () => queries.invalidateQueries({ queryKey: ['papers'] }),
  })
  const query = (format: string) =>
    new URLSearchParams({ format, ...(one.assignmentId === null ? {} : { assignmentId: one.assignmentId }) })
  return (
    <div className="assignment">
      <p>{name}</p>
      <p className="facts">
        <PaperButtons
          word="preview"
          name={name}
          address={(format) => `/api/suggestions/${view.id}/papers/${one.kind}?${query(format)}`}
        />
        {one.mayIssue && !one.former?.isSame ? (
          <Popconfirm
            title={
              one.former ? t('page.void_sure', { kind, number: one.former.number }) : t('page.issue_sure', { kind })
            }
            okText={t(one.former ? 'page.issue_again' : 'page.issue')}
            cancelText={t('console:act.close')}
            onConfirm={() => issuing.mutate()}
          >
            <Button size="small" type="primary" ghost loading={issuing.isPending}>
              {t(one.former ? 'page.issue_again' : 'page.issue')}
            </Button>
          </Popconfirm>
        ) : null}
        {one.former?.isSame ? (
          <span className="quiet">{t('page.issued_as', { number: one.former.number })}</span>
        ) : null}
      </p>
    </div>
  )
}
