export const Bone = ({ className }: { className: string }) => (
  <span aria-hidden="true" className={`block animate-pulse rounded-full bg-raised ${className}`} />
);
