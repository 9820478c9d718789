import { App, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import { fillTemplate, useTemplates } from '@/kit/templates';
import type { NewCaseValues } from '../new-case-rules';

/** Fills the intake from a template; what it says nothing about stays as it was typed. */
export function TemplatePick({ onPick }: { onPick: (values: Partial<NewCaseValues>) => void }) {
  const { t } = useTranslation('cases');
  const { message } = App.useApp();
  const templates = useTemplates('case').data?.items ?? [];
  if (templates.length === 0) return null;
  const pick = async (id: string | undefined) => {
    if (!id) return;
    try {
      const { says, missing } = await fillTemplate(id, {});
      const { text, shortcut: _, tags = [], fields = {}, ...own } = says;
      const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value));
      onPick({ ...given, description: text, tags, fields } as Partial<NewCaseValues>);
      if (missing.length > 0) message.warning(t('templates.missing', { names: missing.join(t('case.and')) }));
    } catch (thrown) {
      message.error(toProblem(thrown).title);
    }
  };
  return (
    <Form.Item name="template_id" label={t('templates.use')} style={{ marginBottom: 0 }}>
      <Select allowClear placeholder={t('templates.useHint')} showSearch={{ optionFilterProp: 'label' }} options={templates.map(({ id, name }) => ({ value: id, label: name }))} onChange={(id: string | undefined) => void pick(id)} />
    </Form.Item>
  );
}
