import { html, nothing, type TemplateResult } from 'lit-html';

/** A name and what is said under it. */
export interface DrawnFact {
  readonly name: unknown;
  readonly said: unknown;
  /** Sets a row apart. */
  readonly kind?: string;
}

/** Names and what they say as a table, whose columns are named for who hears it; stacked where there is no room. */
export function drawFacts(names: string, saids: string, facts: readonly DrawnFact[]): TemplateResult {
  return html`
    <table class="facts" role="table">
      <thead class="unseen">
        <tr role="row">
          <th role="columnheader" scope="col">${names}</th>
          <th role="columnheader" scope="col">${saids}</th>
        </tr>
      </thead>
      <tbody>
        ${facts.map(
          ({ name, said, kind }) => html`
            <tr role="row" class=${kind ?? nothing}>
              <th class="name" role="rowheader" scope="row">${name}</th>
              <td class="said" role="cell">${said}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
