import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
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
              <strong>{paper.number}</strong>
            </p>
            <p className="facts quiet">
              <span>{t(`kinds.${paper.kind}`)}</span>
              <span>{paper.organName}</span>
              <Moment at={paper.issuedAt} />
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
}

function Possible({ view, one }: { view: SuggestionView; one: PossiblePaper }) {
  const { t } = useTranslation(['paper', 'console'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const kind = t(`kinds.${one.kind}`)
  const name = one.unitName === null ? kind : t('page.of_unit', { kind, unit: one.unitName })
  const issuing = useMutation({
    mutationFn: () =>
      call(
        paperClient.papers.$post({
          json: {
            kind: one.kind,
            caseId: view.id,
            ...(one.assignmentId === null ? {} : { assignmentId: one.assignmentId }),
          },
        }),
      ),
    onSuccess: async ({ number }) => {
      await queries.invalidateQueries({ queryKey: ['papers'] })
      void message.success(t('page.done', { number }), 4)
    },
    onError: (error) => void message.warning(sentenceOf(error), 6),
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
        {one.mayIssue ? (
          <Popconfirm
            title={t('page.issue_sure', { kind })}
            okText={t('page.issue')}
            cancelText={t('console:act.close')}
            onConfirm={() => issuing.mutate()}
          >
            <Button size="small" type="primary" ghost loading={issuing.isPending}>
              {t('page.issue')}
            </Button>
          </Popconfirm>
        ) : null}
      </p>
    </div>
  )
}
