import { Link } from '@tanstack/react-router';
import { Result } from 'antd';
import { useTranslation } from 'react-i18next';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation('app');
  return <Result status="info" title={t('notFound.title')} subTitle={t('notFound.detail')} extra={<Link to="/">{t('notFound.home')}</Link>} />;
}
