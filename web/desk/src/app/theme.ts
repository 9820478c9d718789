import { theme, type ThemeConfig } from 'antd';

const fonts = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, -apple-system, "Segoe UI", sans-serif';

const common = {
  borderRadius: 6,
  borderRadiusLG: 6,
  borderRadiusSM: 4,
  fontFamily: fonts,
  fontSize: 14,
  sizeUnit: 4,
  motionDurationFast: '0.08s',
  motionDurationMid: '0.12s',
  motionDurationSlow: '0.14s',
  wireframe: false,
} as const;

const components = (line: string, head: string, brand: string): NonNullable<ThemeConfig['components']> => ({
  Table: { fontSize: 13, headerBg: head, borderColor: line, cellPaddingBlockSM: 5, cellPaddingInlineSM: 8, headerBorderRadius: 0 },
  Layout: { headerHeight: 48, headerPadding: '0 12px', siderBg: 'transparent', bodyBg: 'transparent', headerBg: 'transparent' },
  Menu: { itemHeight: 34, itemMarginInline: 8, itemBorderRadius: 6, groupTitleFontSize: 12, itemBg: 'transparent', subMenuItemBg: 'transparent' },
  Tabs: { horizontalMargin: '0', horizontalItemPadding: '8px 0', horizontalItemGutter: 20 },
  Progress: { defaultColor: brand },
  Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
  Alert: { withDescriptionPadding: '8px 12px', withDescriptionIconSize: 18, defaultPadding: '6px 12px' },
  Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
});

const light: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    ...common,
    colorPrimary: '#b3480e',
    colorLink: '#a8420c',
    colorInfo: '#57534e',
    colorError: '#b42318',
    colorWarning: '#8a5a00',
    colorSuccess: '#2f6b46',
    colorWarningBg: '#fbf0d5',
    colorWarningBorder: '#e8d3a0',
    colorErrorBg: '#fdeae7',
    colorErrorBorder: '#f0c4bd',
    colorInfoBg: '#f5f4f2',
    colorInfoBorder: '#e7e5e1',
    colorTextBase: '#1c1917',
    colorBgLayout: '#f5f4f2',
    colorBorder: '#d6d3ce',
    colorBorderSecondary: '#e7e5e1',
    colorTextSecondary: '#57534e',
    colorTextTertiary: '#6b6660',
    colorTextDescription: '#6b6660',
    colorTextPlaceholder: '#78736d',
    controlItemBgActive: '#fbeee5',
  },
  components: components('#e7e5e1', '#faf9f7', '#b3480e'),
};

const dark: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...common,
    colorPrimary: '#cf5a1a',
    colorLink: '#f0945a',
    colorInfo: '#a8a29e',
    colorError: '#f97066',
    colorWarning: '#e0b050',
    colorSuccess: '#7fbf8f',
    colorWarningBg: '#322711',
    colorWarningBorder: '#57441c',
    colorErrorBg: '#3d1a17',
    colorErrorBorder: '#6b2b25',
    colorInfoBg: '#262220',
    colorInfoBorder: '#44403c',
    colorTextBase: '#ece9e6',
    colorBgBase: '#171412',
    colorBgLayout: '#12100e',
    colorBgContainer: '#1b1816',
    colorBgElevated: '#262220',
    colorBorder: '#44403c',
    colorBorderSecondary: '#322e2b',
    colorTextSecondary: '#b8b2ac',
    colorTextTertiary: '#a39d97',
    colorTextDescription: '#a39d97',
    colorTextPlaceholder: '#8f8983',
    controlItemBgActive: '#3a2417',
  },
  components: components('#322e2b', '#211d1b', '#f0945a'),
};

/** One brand colour, stone greys, hairlines; the same sizes in both. Where nothing is to move, components wait for no end. */
export function themeFor(isDark: boolean, still: boolean): ThemeConfig {
  const base = isDark ? dark : light;
  return { ...base, token: { ...base.token, motion: !still } };
}
