// Keeps a fault in one section from blanking the page: a sentence and a way to try again.

import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';

import { Notice } from '../ui/notice.tsx';

interface ErrorBoundaryProps {
  /** The section's name. */
  readonly name: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Notice
        tone="bad"
        title={`The section ${this.props.name} could not be shown`}
        actions={
          <>
            <Button size="xs" onClick={() => this.setState({ error: null })}>
              Try again
            </Button>
            <Button size="xs" variant="default" onClick={() => window.location.reload()}>
              Reload the page
            </Button>
          </>
        }
      >
        {error.message === '' ? 'It failed without a message.' : error.message} Your file is still loaded; the
        other sections keep working. If it happens again, reload the page and read the file once more.
      </Notice>
    );
  }
}
