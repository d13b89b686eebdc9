/** Families with local NVMe storage, as SageMaker names them: those that end in `d`, and the accelerated ones. */
const families = /^ml\.([cmr](5|6i|6g)d|r7gd|i3en|g4dn|g5|gr6|g6e?|g7e?|p3dn|p4de?|p5(en?)?|p6[^.]*|trn1n?|trn2|dl1)\./;

export const hasLocalStorage = (type: string): boolean => families.test(type);
