export type RefusalCode = 'PERMISSION_DENIED' | 'PRINCIPAL_DOES_NOT_EXIST' | 'INVALID_PARAMETER_VALUE';

/** What Unity Catalog refuses in its own words; SQL and REST put them into their own shapes. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, text: string) {
    super(text);
    this.code = code;
  }
}
