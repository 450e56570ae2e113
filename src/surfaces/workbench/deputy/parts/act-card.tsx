import type { ReactNode } from 'react'
import look from '../look.module.css'

export const ActCard = ({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) => (
  <section className={look.card} aria-label={title}>
    <h2>{title}</h2>
    {lead ? <p>{lead}</p> : null}
    {children}
  </section>
)
