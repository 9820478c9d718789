import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { fileSize } from '@/kit/file-size';
import css from '../thread.module.css';
import type { Writing } from '../writing';

/** The files that go with the next message. */
export function AttachedFiles({ files }: { files: Writing['files'] }) {
  const { t } = useTranslation('conversations');
  if (files.all.length === 0) return null;
  return (
    <ul className={css.attached} aria-label={t('attach.list')}>
      {files.all.map((one) => (
        <li key={'id' in one ? one.id : one.sending}>
          <span title={one.name}>{one.name}</span>
          <small>{'id' in one ? fileSize(one.bytes) : `${Math.round(one.share * 100)}%`}</small>
          <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('attach.remove', { name: one.name })} onClick={() => files.remove(one)} />
        </li>
      ))}
    </ul>
  );
}
