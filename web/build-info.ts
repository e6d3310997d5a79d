/** What the build put into the artefact; 'dev' when the sources run unbuilt. */
declare const __VERSION__: string | undefined;
declare const __COMMIT__: string | undefined;
declare const __SINGLE__: boolean | undefined;

export const VERSION: string = typeof __VERSION__ === 'string' ? __VERSION__ : 'dev';
/** Short hash; a trailing '+' says that files differed from it. */
export const COMMIT: string = typeof __COMMIT__ === 'string' ? __COMMIT__ : 'dev';

/** true: this is the edition that is one file, with nothing beside it. */
export const SINGLE: boolean = typeof __SINGLE__ === 'boolean' && __SINGLE__;

/** What made a result that is kept: another build might not end in the same bits. */
export const BUILD = `${VERSION} ${COMMIT}`;
