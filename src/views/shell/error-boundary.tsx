// Keeps a fault in one section from blanking the page: a sentence and a way to try again.

import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';

import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import classes from './error-boundary.module.css';

interface ErrorBoundaryProps {
  /** The heading shown in place of the lost one. */
  readonly title: string;
  /** What could not be shown, in words: `The section Data`. */
  readonly name: string;
  /** `main` where the page's own main landmark is lost too. */
  readonly as: 'div' | 'main';
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
    const message = error.message.replace(/\.?$/, '.');
    const Frame = this.props.as;
    return (
      <Frame className={classes.frame}>
        <PageHeader title={this.props.title} />
        <Notice
          tone="bad"
          title={`${this.props.name} could not be shown`}
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
          {message} Your data is still loaded. If this happens again, reload the page and load the file again.
        </Notice>
      </Frame>
    );
  }
}
