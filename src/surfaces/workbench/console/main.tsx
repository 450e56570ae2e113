import { QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { queryClient } from '../frame/query.ts'
import { useLocale } from '../frame/use-locale.ts'
import { loadWords } from '../frame/words.ts'
import './console.css'
import './parts.css'
import './case.css'
import './pages.css'
import './narrow.css'
import { Hindered } from './parts/hindered.tsx'
import { Waiting } from './parts/page.tsx'
import { ConsoleRoutes } from './routes.tsx'
import { styleNonce, theme } from './theme.ts'

const files = import.meta.glob('../../../../locales/*/*.json')

const Coming = () => (
  <>
    <Hindered />
    <Waiting />
  </>
)

function Console() {
  const locale = useLocale()
  return (
    <ConfigProvider
      theme={theme}
      locale={locale === 'en' ? enUS : zhCN}
      csp={{ nonce: styleNonce }}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntApp component={false} message={{ maxCount: 2 }}>
        <BrowserRouter basename="/console/">
          <Suspense fallback={<Coming />}>
            <ConsoleRoutes />
          </Suspense>
        </BrowserRouter>
      </AntApp>
    </ConfigProvider>
  )
}

await loadWords(files, ['workbench', 'console'])
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Suspense>
          <Console />
        </Suspense>
      </QueryClientProvider>
    </StrictMode>,
  )
