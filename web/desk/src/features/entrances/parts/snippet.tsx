import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Section } from '@/kit/section';
import type { Entrance } from './entrance-drawer';
import css from '../entrances.module.css';

/** The one line that a site's pages carry to show the chat window. */
export function Snippet({ it }: { it: Entrance }) {
  const { t } = useTranslation('entrances');
  const line = `<script src="${globalThis.location.origin}/widget.js" data-entrance="${it.id}" async></script>`;
  return (
    <Section title={t('snippet', { name: it.name })}>
      <p>{t('snippetHow')}</p>
      <Typography.Text code copyable={{ text: line, tooltips: [t('copy'), t('copied')] }} className={css.line}>{line}</Typography.Text>
    </Section>
  );
}
