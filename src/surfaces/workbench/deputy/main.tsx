import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { queryClient } from '../frame/query.ts'
import { loadWords } from '../frame/words.ts'
import './app.css'
import { showTextSize } from './large-text.ts'
import { Hindered } from './parts/hindered.tsx'
import { DeputyRoutes } from './routes.tsx'
import { startWorker } from './worker.ts'

const files = import.meta.glob(
  '../../../../locales/*/{workbench,deputy,suggestion,identity,notification,attachment,topic,motion,search,cosign,oversight}.json',
)

showTextSize()
await loadWords(files, ['workbench', 'deputy', 'suggestion'])
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        {/* The slash at the end keeps the first page inside the scope of the service worker. */}
        <BrowserRouter basename="/app/">
          <Suspense fallback={<Hindered />}>
            <DeputyRoutes />
          </Suspense>
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  )
startWorker()
