import { PlusOutlined } from '@ant-design/icons';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { DataTable } from '@/kit/data-table';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { tellDone } from '@/kit/undo';
import { oneOf, useUrlState, type Raw } from '@/kit/url';
import css from '../cases.module.css';
import { TagManager } from '../parts/tag-manager';
import { TemplateDrawer } from '../parts/template-drawer';
import { useTemplates, type Template, type TemplateSort } from '@/kit/templates';
import { CountTabs } from '@/kit/count-tabs';
import { useTemplateCommands } from '../template-hooks';

const tabs = ['answer', 'case', 'tags'] as const;
const parse = (raw: Raw) => ({ tab: oneOf(raw, 'tab', tabs) ?? 'answer' });

/** What makes work on cases quicker: answers, cases filled beforehand, and tags. */
export function TemplatesPage() {
  const { t } = useTranslation('cases');
  const [{ tab }, set] = useUrlState(parse);
  return (
    <Page title={t('templates.title')}>
      <CountTabs label={t('templates.title')} tabs={tabs.map((key) => ({ key, name: t(`templates.tab.${key}`) }))} on={tab} onShow={(key) => set({ tab: key as typeof tab })} />
      {tab === 'tags' ? <TagManager /> : <Templates key={tab} sort={tab} />}
    </Page>
  );
}

function Templates({ sort }: { sort: TemplateSort }) {
  const { t } = useTranslation('cases');
  const may = useMay();
  const templates = useTemplates(sort);
  const { save, remove } = useTemplateCommands();
  const [open, setOpen] = useState<Template | 'new'>();
  const away = async ({ id, name, says, sharing }: Template) => {
    await remove.mutateAsync({ params: { path: { id } } });
    tellDone(t('templates.removed', { name }), () => save.mutateAsync({ body: { sort, name, says, sharing } }));
  };
  return (
    <>
      {may('cases.work') && <div><Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>{t(`templates.add.${sort}`)}</Button></div>}
      <DataTable<Template>
        rows={templates.data?.items}
        error={templates.error}
        retry={() => void templates.refetch()}
        empty={<Empty what={t('templates.empty')} how={t(`templates.emptyHow.${sort}`)} />}
        columns={[
          { title: t('templates.name'), width: 200, render: (_, { name, says }) => <>{name} {says.shortcut && <span className={css.tag}>/{says.shortcut}</span>}</> },
          { title: t('templates.text'), render: (_, { says }) => <span className={css.cut} title={says.text}>{says.text}</span>, responsive: ['md'] },
          { title: t('kit:sharing.title'), width: 96, render: (_, { sharing }) => t(`kit:sharing.${sharing}`), responsive: ['md'] },
          { title: t('templates.uses'), dataIndex: 'uses', width: 80, align: 'end' },
          {
            title: t('templates.acts'), width: 132,
            render: (_, one) => one.may_edit && (
              <Space size={0}>
                <Button type="link" size="small" onClick={() => setOpen(one)}>{t('templates.change')}</Button>
                <Button type="link" size="small" onClick={() => void away(one)}>{t('templates.remove')}</Button>
              </Space>
            ),
          },
        ]}
      />
      {open && <TemplateDrawer sort={sort} of={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
