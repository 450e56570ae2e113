import { useTranslation } from 'react-i18next'
import { type CosignedText, cosignedParts } from '#modules/cosign/cosign.ts'
import { wordDiff } from '../../frame/word-diff.ts'
import look from '../look.module.css'
import style from './cosign.module.css'

/** What is different, part by part; what is the same in both is left out. */
export function TextDiff({ before, after }: { before: CosignedText; after: CosignedText }) {
  const { t } = useTranslation(['cosign', 'workbench'])
  const changed = cosignedParts.filter((part) => before[part] !== after[part])
  if (changed.length === 0) return <p className={look.quiet}>{t('again.same')}</p>
  return (
    <>
      <p className={`${look.quiet} ${look.small}`}>
        <del className={style.removed}>{t('again.removed')}</del> <ins className={style.added}>{t('again.added')}</ins>
      </p>
      {changed.map((part) => (
        <div key={part}>
          <h3 className={look.quiet}>{t(`workbench:draft.${part}`)}</h3>
          <p className={look.prose}>
            {wordDiff(before[part], after[part]).map(({ kind, text }, at) => {
              const key = `${at}${kind}`
              if (kind === 'same') return <span key={key}>{text}</span>
              return kind === 'added' ? (
                <ins key={key} className={style.added}>
                  {text}
                </ins>
              ) : (
                <del key={key} className={style.removed}>
                  {text}
                </del>
              )
            })}
          </p>
        </div>
      ))}
    </>
  )
}
