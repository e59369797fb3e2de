"""One Qt stylesheet for every window, written from the tokens."""

from __future__ import annotations

from console.views.theme.tokens import FIGURE, HUGE, LARGE, RADIUS_PX, SMALL, TITLE, Palette

_BASE = """
QWidget {{ background: {ground}; color: {text}; selection-background-color: {primary};
  selection-color: {on_primary}; }}
QLabel, QCheckBox, QRadioButton, QGroupBox {{ background: transparent; }}
QAbstractItemView, QAbstractButton, QTabBar, QAbstractSlider {{ outline: none; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line}; padding: 4px 8px; }}
QFrame[role="panel"], QDockWidget > QWidget {{ background: {panel}; }}
QFrame[role="card"] {{ background: {raised}; border: 1px solid {line}; border-radius: {radius}px; }}
QFrame[role="line"] {{ background: {line}; border: none; max-height: 1px; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="small"] {{ color: {muted}; font-size: {small}px; }}
QLabel[role="title"] {{ font-size: {title}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {large}px; font-weight: 600; }}
QLabel[role="figure"] {{ font-size: {figure}px; font-weight: 700; }}
QLabel[role="huge"] {{ font-size: {huge}px; font-weight: 700; }}
QLabel[role="danger"] {{ color: {danger_ink}; font-weight: 600; }}
QLabel[role="accent"] {{ color: {accent}; }}
QLabel[role="emergency"] {{ background: {emergency}; color: {on_emergency}; border-radius: 4px; padding: 4px 12px;
  font-weight: 700; }}
QLabel[role="exercise"] {{ background: {exercise_ground}; color: {exercise}; font-weight: 600; }}
"""

_CONTROLS = """
QPushButton, QToolButton {{ background: {raised}; color: {text}; border: 1px solid {line};
  border-radius: {radius}px; padding: 4px 12px; min-height: 22px; }}
QPushButton:hover, QToolButton:hover {{ background: {hover}; }}
QPushButton:focus, QToolButton:focus {{ border: 1px solid {accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {muted}; background: {panel}; }}
QPushButton[role="primary"] {{ background: {primary}; color: {on_primary}; border: 1px solid {primary};
  font-size: {large}px; font-weight: 600; padding: 8px 16px; }}
QPushButton[role="primary"]:hover {{ background: {primary_hover}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[role="primary"]:disabled {{ background: {raised}; color: {muted}; border-color: {line}; }}
QPushButton[role="danger"] {{ color: {danger_ink}; border-color: {danger}; }}
QPushButton[role="flat"], QToolButton[role="flat"] {{ background: transparent; border-color: transparent; }}
QPushButton[role="flat"]:hover, QToolButton[role="flat"]:hover {{ background: {hover}; }}
QPushButton[role="flat"]:focus, QToolButton[role="flat"]:focus {{ border-color: {accent}; }}
QPushButton[role="chip"] {{ background: {overlay}; color: {muted}; border: 1px solid {line}; border-radius: 5px;
  padding: 2px 10px; min-height: 20px; font-size: {small}px; }}
QPushButton[role="chip"]:checked {{ color: {text}; border: 1px solid {accent}; background: {raised}; }}
QPushButton[role="chip"]:focus {{ border: 2px solid {accent}; padding: 1px 9px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit, QComboBox {{ background: {ground};
  color: {text}; border: 1px solid {line}; border-radius: {radius}px; padding: 4px 8px; min-height: 22px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus, QDateTimeEdit:focus
  {{ border: 1px solid {accent}; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {muted}; background: {panel}; }}
QLineEdit[invalid="true"] {{ border: 1px solid {danger}; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox QAbstractItemView {{ background: {raised}; color: {text}; border: 1px solid {line}; }}
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator
  {{ width: 14px; height: 14px; border: 1px solid {muted};
  background: {ground}; border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: 7px; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked, QListView::indicator:checked
  {{ background: {accent}; border-color: {accent}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {accent}; }}
QProgressBar {{ background: {raised}; border: none; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QSlider::groove:horizontal {{ background: {raised}; height: 4px; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {accent}; width: 14px; margin: -5px 0; border-radius: 7px; }}
"""

_FRAMES = """
QTabWidget::pane {{ border: none; border-top: 1px solid {line}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {muted}; padding: 6px 10px; border: none;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; }}
QTabBar::tab:hover, QTabBar::tab:focus {{ color: {text}; }}
QAbstractItemView {{ background: {panel}; alternate-background-color: {raised}; border: none;
  gridline-color: {line}; }}
QTableView::item {{ padding: 0 8px; border: none; border-bottom: 1px solid {line}; }}
QAbstractItemView::item:selected {{ background: {hover}; color: {text}; }}
QTreeView::item {{ padding: 3px 0; }}
QHeaderView::section {{ background: {panel}; color: {muted}; border: none; border-bottom: 1px solid {line};
  padding: 4px 8px; }}
QTableCornerButton::section {{ background: {panel}; border: none; }}
QScrollArea {{ border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: 4px; margin: 1px; min-height: 24px; min-width: 24px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {raised}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 4px 24px 4px 12px; border-radius: 4px; background: transparent; }}
QMenu::item:selected {{ background: {hover}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px; }}
QMenuBar, QStatusBar {{ background: {panel}; color: {muted}; }}
QDockWidget {{ color: {muted}; titlebar-close-icon: none; }}
QDockWidget::title {{ background: {panel}; padding: 6px 8px; border-bottom: 1px solid {line}; }}
QMainWindow::separator {{ background: {line}; width: 1px; height: 1px; }}
QSplitter::handle {{ background: {line}; }}
QWidget#drill {{ background: {exercise_ground}; }}
QWidget#drill > QPushButton {{ background: {exercise_ground}; color: {exercise}; border: 1px solid transparent;
  border-radius: 4px; padding: 0 8px; min-height: 20px; font-size: {small}px; }}
QWidget#drill > QPushButton:checked {{ border-color: {exercise}; }}
QWidget#drill > QPushButton:focus {{ border: 2px solid {exercise}; }}
QGroupBox {{ border: 1px solid {line}; border-radius: {radius}px; margin-top: 8px; padding-top: 8px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 8px; color: {muted}; }}
"""


def stylesheet(palette: Palette) -> str:
    """The stylesheet for one palette."""
    sizes = {"small": SMALL, "large": LARGE, "title": TITLE, "figure": FIGURE, "huge": HUGE}
    colours = {name: getattr(palette, name) for name in Palette.__slots__ if name not in ("states", "map", "name")}
    values = {"radius": RADIUS_PX, **colours, **sizes}
    return (_BASE + _CONTROLS + _FRAMES).format(**values)
