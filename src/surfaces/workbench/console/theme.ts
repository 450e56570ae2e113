import type { ThemeConfig } from 'antd'

const nonceTag = document.querySelector('meta[property="csp-nonce"]')

/** The page's policy allows only styles that bear this. */
export const styleNonce = nonceTag?.getAttribute('content') ?? ''

export const theme: ThemeConfig = {
  cssVar: { key: 'minsheng' },
  hashed: false,
  token: {
    colorPrimary: '#b3261e',
    colorLink: '#0b5cad',
    colorInfo: '#0b5cad',
    colorSuccess: '#1b7a3d',
    colorWarning: '#8a5a00',
    colorError: '#b3261e',
    // what the kit works out of the dark signal colours is a grey that looks switched off
    colorSuccessBg: '#eaf5ee',
    colorWarningBg: '#fff4d6',
    colorErrorBg: '#fbeceb',
    colorInfoBg: '#eaf2fa',
    colorText: '#1f1f1f',
    colorTextSecondary: '#55504b',
    colorTextTertiary: '#6b655f',
    colorTextPlaceholder: '#75706a',
    colorBorder: '#8c857d',
    colorBorderSecondary: '#e5e0da',
    colorBgLayout: '#f7f5f2',
    borderRadius: 4,
    fontSize: 14,
    fontFamily: '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif',
    // A page of forms is still: and on a busy machine the spinner of a button, once it moves, may not leave again.
    motion: false,
  },
  // Red is for what is late or wrong; a field that one writes in is neither.
  components: {
    Input: { activeBorderColor: '#0b5cad', hoverBorderColor: '#55504b', activeShadow: '0 0 0 2px #cfe2f5' },
    Select: { activeBorderColor: '#0b5cad', hoverBorderColor: '#55504b', activeOutlineColor: '#cfe2f5' },
    Segmented: { itemSelectedColor: '#b3261e', trackBg: '#ece8e3' },
  },
}
