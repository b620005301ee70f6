import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { Button } from "./Button";
import { Empty } from "./Empty";

type Props = { title: string; detail: string; retry: string; children: ReactNode };

/** Keeps an accident inside one part of the screen. */
export const Pane = ({ title, detail, retry, children }: Props) => (
  <ErrorBoundary
    fallbackRender={({ resetErrorBoundary }) => (
      <div role="alert" className="flex h-full">
        <Empty icon={<TriangleAlert />} title={title} detail={detail}>
          <Button onClick={resetErrorBoundary}>{retry}</Button>
        </Empty>
      </div>
    )}
  >
    {children}
  </ErrorBoundary>
);
